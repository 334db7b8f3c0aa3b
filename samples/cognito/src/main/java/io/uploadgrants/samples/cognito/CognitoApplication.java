package io.uploadgrants.samples.cognito;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The starter's servlet hands out the credentials, {@link LoginController} logs in; the page is
 * {@code static/index.html}.
 */
@SpringBootApplication
public class CognitoApplication {

  public static void main(String[] args) {
    start(args);
  }

  static ConfigurableApplicationContext start(String... args) {
    SpringApplication application = new SpringApplication(CognitoApplication.class);
    application.addInitializers(new MotoInitializer());
    return application.run(args);
  }
}
