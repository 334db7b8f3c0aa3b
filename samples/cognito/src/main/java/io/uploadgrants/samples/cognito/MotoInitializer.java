package io.uploadgrants.samples.cognito;

import java.net.URI;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * In the profile "moto": makes the pools before the starter looks for their ids. An application of
 * your own has its pools, and none of the classes whose names begin with Moto.
 */
final class MotoInitializer implements ApplicationContextInitializer<GenericApplicationContext> {

  @Override
  public void initialize(GenericApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    if (!environment.acceptsProfiles(Profiles.of("moto"))) {
      return;
    }
    String endpoint = environment.getProperty("UPLOAD_TEST_MOTO_ENDPOINT");
    if (endpoint == null) {
      throw new IllegalStateException(
          "The profile 'moto' is on, and UPLOAD_TEST_MOTO_ENDPOINT isn't set; start the sample by samples/cognito/start, which sets it.");
    }
    MotoCognito moto = MotoCognito.create(URI.create(endpoint));
    environment.getPropertySources().addFirst(new MapPropertySource("moto", moto.properties()));
    context.registerBean(MotoCognito.class, () -> moto);
  }
}
