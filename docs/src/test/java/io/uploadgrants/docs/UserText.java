package io.uploadgrants.docs;

/**
 * A text that users read.
 *
 * @param file where it stands
 * @param line the line that it begins at
 * @param text the text, without code
 */
record UserText(String file, long line, String text) {}
