package org.pennypost.core.engine;

/** The steps that need no second instance. */
final class Steps {
    static final Step DONE = new Step.Done();
    static final Step HANG_UP = new Step.HangUp();

    private Steps() {}
}
