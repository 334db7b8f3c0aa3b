package io.uploadgrants.servlet;

class JettyUppyTests extends ContainedUppyContract {

  JettyUppyTests() {
    super(Container.JETTY);
  }
}
