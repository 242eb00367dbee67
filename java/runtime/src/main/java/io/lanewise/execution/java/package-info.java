// SPDX-License-Identifier: Apache-2.0
/** The pure-Java backend. */
package io.lanewise.execution.java;
