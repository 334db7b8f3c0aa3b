package io.uploadgrants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What refusals tell of the profiles that there are. */
class GuestRefusalTests {

  private final UploadGrants grants =
      TestGrants.builder()
          .profile(UploadProfile.named("payroll").contentTypes("text/csv").maxSize(10).build())
          .profile(UploadProfile.named("open").openToGuests().build())
          .build();

  private UploadRefusedException refused(UploadRequest.Builder request) {
    return catchThrowableOfType(UploadRefusedException.class, () -> grants.grant(request.build()));
  }

  @ParameterizedTest
  @CsvSource({"payroll, paypall", "payroll, nothing", "payroll, Payroll", "payroll, opem"})
  void aGuestCantTellAClosedProfileFromOneThatDoesNotExist(String closed, String unknown) {
    UploadRefusedException ofClosed =
        refused(UploadRequest.of(closed).size(11L).kind(GrantKind.POST_POLICY));
    UploadRefusedException ofUnknown =
        refused(UploadRequest.of(unknown).size(11L).kind(GrantKind.POST_POLICY));

    assertThat(ofUnknown.code())
        .isEqualTo(ofClosed.code())
        .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    assertThat(ofUnknown.getMessage().replace(unknown, "#"))
        .isEqualTo(ofClosed.getMessage().replace(closed, "#"));
    assertThat(ofUnknown.limit()).isEqualTo(ofClosed.limit()).isNull();
    assertThat(ofUnknown.given()).isEqualTo(ofClosed.given()).isNull();
  }

  @Test
  void whoIsLoggedInIsToldOfAProfileThatDoesNotExistAndOfTheOneThatWasMeant() {
    UploadRefusedException refused = refused(UploadRequest.of("payrol").by("alice"));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_PROFILE);
    assertThat(refused)
        .hasMessage(
            "There is no profile 'payrol'; did you mean 'payroll'? Ask for one that exists.");
  }
}
