/**
 * The rules of the house, checked on what the compiler wrote.
 *
 * <pre>
 *   target/classes ──▶ ModuleDescriptor ──▶ ModuleRulesTest   who may require whom
 *                  └─▶ ClassFile ─────────▶ PurityTest        what may not be named, and where
 * </pre>
 *
 * <p>Class files are read instead of sources: a name that reaches the constant pool cannot hide behind an import, a
 * star, an inferred type or a full qualification. What a string gives to reflection is not seen; reflection itself is
 * therefore among the names that are forbidden.
 */
package org.pennypost.server.architecture;
