/** The test server, tried as the tests of another program would use it: with Angus Mail as that program. */
package org.pennypost.server.testing;
