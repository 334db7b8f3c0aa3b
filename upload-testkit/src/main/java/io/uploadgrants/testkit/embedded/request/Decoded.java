package io.uploadgrants.testkit.embedded.request;

import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose length is that of its decoded body. Told both lengths, S3Proxy would stop reading
 * before the last chunk, and never see its signature nor the checksum that follows.
 */
public final class Decoded extends HttpServletRequestWrapper {

  private static final String DECODED_LENGTH = "x-amz-decoded-content-length";

  private final long length;

  public Decoded(S3Request request) {
    super(request);
    this.length = AwsChunks.length(request);
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (name.equalsIgnoreCase(DECODED_LENGTH)) {
      return null;
    }
    return name.equalsIgnoreCase("content-length") ? String.valueOf(length) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream()
            .map(name -> name.equalsIgnoreCase(DECODED_LENGTH) ? "Content-Length" : name)
            .toList());
  }

  @Override
  public long getContentLengthLong() {
    return length;
  }
}
