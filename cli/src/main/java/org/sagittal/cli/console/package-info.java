/**
 * How a command speaks: results to stdout, messages and progress to stderr, and what Ctrl-C does. Nothing here knows what is being done.
 *
 * <pre>
 *   command ──┬── Console.result ────────────────> stdout
 *             ├── Console.message, error ────────> stderr
 *             └── Progress ── Terminal? ──┬─ yes > a bar that is drawn again
 *                                         └─ no  > a plain line every ten seconds
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.console.Console} first.
 */
package org.sagittal.cli.console;
