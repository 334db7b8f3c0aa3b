package io.uploadgrants.samples.quickstart;

import org.springframework.test.context.TestPropertySource;

/** Uploads to the store that the sample starts by itself, whatever the environment's variables. */
@TestPropertySource(properties = {"upload.bucket=", "upload.endpoint=", "upload.region="})
class QuickstartHttpTests extends UploadsSuite {

  @Override
  String storeName() {
    return "embedded";
  }
}
