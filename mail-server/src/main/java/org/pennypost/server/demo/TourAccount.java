package org.pennypost.server.demo;

/** The account that the tour works with. Prints no password. */
public record TourAccount(String user, String password, String address) {
    @Override
    public String toString() {
        return address;
    }
}
