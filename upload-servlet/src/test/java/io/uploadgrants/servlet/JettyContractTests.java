package io.uploadgrants.servlet;

class JettyContractTests extends ContainedServletContract {

  JettyContractTests() {
    super(Container.JETTY);
  }
}
