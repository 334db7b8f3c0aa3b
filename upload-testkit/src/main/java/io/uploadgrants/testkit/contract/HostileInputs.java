package io.uploadgrants.testkit.contract;

import java.util.stream.Stream;

/**
 * Texts that break out of paths, headers, forms, XML, JSON and policies which don't expect them.
 */
final class HostileInputs {

  private HostileInputs() {}

  static Stream<String> all() {
    return Stream.of(
        "..",
        "../../etc/passwd",
        "a/../b",
        "/absolute",
        "a//b",
        "a\\b\\..\\c",
        "nul\u0000byte",
        "cr\r\nx-amz-acl: public-read",
        "%2F%2e%2e%2Fx",
        "100%",
        "star*",
        "what?",
        "#fragment",
        "${filename}",
        "${aws:username}",
        "$key",
        "quote\"quote",
        "\",{\"acl\":\"public-read\"}",
        "back\\\"slash",
        "<Tag><Key>x</Key></Tag>&amp;",
        "semi;colon, comma",
        "plus+plus and space",
        "a=b&c=d",
        "~tilde'()!",
        "😀👩‍👩‍👧‍👦",
        "\u202egnp.exe",
        "İstanbul ığüşöç",
        "e\u0301",
        "\ud800",
        "x".repeat(10_000),
        "=?UTF-8?B?Zm9v?=",
        "\ufeffbom",
        ".");
  }
}
