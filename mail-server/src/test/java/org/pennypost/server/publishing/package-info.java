/** What is told to the world, read as the world reads it. */
package org.pennypost.server.publishing;
