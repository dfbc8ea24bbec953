/**
 * The root of what all protocols share; it holds packages only.
 *
 * <p>Not here: anything that only one protocol knows, and any thread, socket, file or clock.
 */
package org.pennypost.core;
