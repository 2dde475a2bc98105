/**
 * Whether this machine can do the work: each thing looked at becomes a finding with a fact and, if it is not well, a mend.
 *
 * <pre>
 *   Examination ── Java, processor, memory, disk, native library ── List of Finding ── DoctorCommand
 * </pre>
 *
 * <p>Read {@link org.sagittal.cli.doctor.Examination} first.
 */
package org.sagittal.cli.doctor;
