package io.uploadgrants.testkit.embedded.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.Writer;

/** An answer of which nothing is sent. */
public final class UnsentAnswer extends HttpServletResponseWrapper {

  public UnsentAnswer(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new Nowhere();
  }

  @Override
  public PrintWriter getWriter() {
    return new PrintWriter(Writer.nullWriter());
  }

  @Override
  public void sendRedirect(String location) {
    // It would be sent at once.
  }

  @Override
  public void flushBuffer() {
    // Likewise.
  }

  private static final class Nowhere extends ServletOutputStream {

    @Override
    public void write(int b) {
      // Nobody reads it.
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("Answers are written by blocking.");
    }
  }
}
