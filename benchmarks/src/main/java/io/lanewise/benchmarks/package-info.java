// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks: the native library against the Java kernels, through the public API. */
package io.lanewise.benchmarks;
