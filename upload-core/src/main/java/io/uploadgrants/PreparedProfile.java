package io.uploadgrants;

/**
 * A profile compiled against a target by {@link ProfileCompiler}: what a request, its kind and its
 * grant are held against.
 */
record PreparedProfile(
    UploadProfile profile,
    UploadTarget target,
    RequestRules request,
    KindChoice kinds,
    GrantRules grant,
    CompletionRules completion) {}
