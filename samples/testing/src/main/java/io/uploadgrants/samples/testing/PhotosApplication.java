package io.uploadgrants.samples.testing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Its uploads are all in {@code application.yaml}; the starter does the rest. */
@SpringBootApplication
class PhotosApplication {

  public static void main(String[] args) {
    SpringApplication.run(PhotosApplication.class, args);
  }
}
