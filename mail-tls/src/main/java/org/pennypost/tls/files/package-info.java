/** Files of keys and evidence: their owner's alone, atomic and durable. Not for other modules. */
package org.pennypost.tls.files;
