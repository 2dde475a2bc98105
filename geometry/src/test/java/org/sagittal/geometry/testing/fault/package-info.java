/**
 * A file system for tests whose n-th act fails. It lies over the real one, so whatever takes a {@link java.nio.file.Path} can be tried on it.
 *
 * <pre>
 *   code under test -> FaultPath -> FaultProvider, FaultChannel -> the real file system
 *                                        |
 *                                     Faults: counts the acts, decides which fails and how
 * </pre>
 *
 * <p>Read {@link org.sagittal.geometry.testing.fault.Faults} first.
 */
package org.sagittal.geometry.testing.fault;
