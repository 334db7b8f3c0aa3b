package io.uploadgrants.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UntypedObjectTests {

  /** What S3 stores of a PUT without a Content-Type claims no more than octet-stream does. */
  @Test
  void s3sOwnNameOfUnknownBytesFitsAnyBytes() {
    byte[] png = {
      (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    assertThat(new ContentCheck().check("binary/octet-stream", png, png.length))
        .matches(ContentVerdict::fits);
  }
}
