/**
 * The {@code sagittal} command: words in, exit status out. Environment variables, system properties and the standard streams are read and
 * written here and nowhere else.
 *
 * <pre>
 *   ./sagittal (bash) ── java ── Sagittal ── CommandTree ──┬── command.*Command   one class a subcommand, no mechanism
 *                                     │                    └── FailureReport      any exception -> one line, status 1
 *                                  console                                        stdout, stderr, bar, Ctrl-C
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.CommandTree} first, then any class of {@code cli.command}. What a command does is written in the module
 * that owns it; a command only turns words into records and results into lines.
 */
package org.sagittal.cli;
