/**
 * What the documents claim, checked against the sources, and what they list, written from them.
 *
 * <pre>
 *   RFC 5321 §4.1.1.4  in any source  ──▶ CitationTest    ◀── docs/rfc-sections, docs/rfc-index.md
 *   RFC5321-4.1.1.4-b  in any test    ──▶ ConformanceTest ──▶ docs/conformance/rfc5321.md
 *   Deviates from RFC  in any source  ──▶ DeviationTest   ──▶ docs/deviations.md
 * </pre>
 *
 * <p>The pages on the right are written by each run of the tests, so that they are never older than the sources.
 */
package org.pennypost.server.documents;
