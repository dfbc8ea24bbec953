package org.pennypost.store.maildir.cache;

/** Where an entry lies in a cache file; filled anew for each question, so that asking makes no garbage. */
final class Place {
    long offset;
    int length;
    int sum;
}
