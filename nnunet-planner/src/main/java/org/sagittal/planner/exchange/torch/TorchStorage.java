package org.sagittal.planner.exchange.torch;

/**
 * A run of numbers in a checkpoint that tensors are views of; only described here, its bytes stay in the archive.
 *
 * @param key name of the archive entry {@code data/<key>}
 * @param type type of the numbers
 * @param count how many numbers
 */
record TorchStorage(String key, StorageType type, long count) {}
