package io.uploadgrants.benchmarks;

/** What a Java program costs that does nothing. */
final class EmptyStart {

  private EmptyStart() {}

  public static void main(String[] args) {
    System.out.println("https://");
  }
}
