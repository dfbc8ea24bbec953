/** The pages for mail programs and other servers, asked for by real clients. */
package org.pennypost.server.web;
