package io.uploadgrants.servlet;

class TomcatContractTests extends ContainedServletContract {

  TomcatContractTests() {
    super(Container.TOMCAT);
  }
}
