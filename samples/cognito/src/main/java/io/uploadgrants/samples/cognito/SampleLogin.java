package io.uploadgrants.samples.cognito;

/**
 * A user whom the page may name, since it exists in moto only.
 *
 * @param username the name
 * @param password the password
 * @param temporary whether a new one must be chosen at the first login
 */
record SampleLogin(String username, String password, boolean temporary) {}
