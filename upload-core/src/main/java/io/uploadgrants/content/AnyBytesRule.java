package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * {@code application/octet-stream} claims nothing, so anything fits but what browsers, shells and
 * systems would act on.
 */
final class AnyBytesRule implements Rule {

  @Override
  public @Nullable Difference difference(Head head) {
    String executable = Executables.begins(head);
    if (executable != null) {
      return Difference.is(executable);
    }
    if (OleRule.isInstaller(head)) {
      return Difference.is(OleRule.INSTALLER);
    }
    String markup = Markup.begins(Text.seen(head));
    return markup == null || markup.equals(Markup.XML) ? null : Difference.is(markup);
  }
}
