/** Tests of reports of delivery. */
package org.pennypost.smtp.report;
