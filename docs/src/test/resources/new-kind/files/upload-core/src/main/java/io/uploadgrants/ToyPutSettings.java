package io.uploadgrants;

/** Toys of a profile. */
public record ToyPutSettings() implements GrantSettings {

  @Override
  public GrantKind kind() {
    return GrantKind.TOY;
  }
}
