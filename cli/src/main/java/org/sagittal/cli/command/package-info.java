/**
 * One class a subcommand. Each turns its words into the records of the module that does the work, and the outcome into lines and files.
 *
 * <pre>
 *   words ── picocli ── XxxCommand.work ── Preprocessor, Planner, Segmenter, ... ── Console
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.command.Subcommand} first: it holds what all commands share. Mechanisms do not belong here.
 */
package org.sagittal.cli.command;
