package io.uploadgrants.servlet;

class TomcatUppyTests extends ContainedUppyContract {

  TomcatUppyTests() {
    super(Container.TOMCAT);
  }
}
