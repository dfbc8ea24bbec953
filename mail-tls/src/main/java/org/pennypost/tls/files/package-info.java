/** Files of keys, evidence and whatever else of a server is its owner's alone: atomic and durable. */
package org.pennypost.tls.files;
