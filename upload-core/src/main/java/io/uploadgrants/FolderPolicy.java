package io.uploadgrants;

/** Prefixes that are the same for each grant, and no object's key. */
sealed interface FolderPolicy extends ObjectKeyPolicy permits SharedFolder, SubjectFolder {}
