/** What an operator does to a running server. */
package org.pennypost.server.operate;
