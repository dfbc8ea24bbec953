package org.pennypost.server.demo;

/** Where the server listens that is shown on the tour. */
public record TourPorts(int smtp, int submission, int smtps, int pop2, int pop3, int pop3s, int imap, int imaps) {}
