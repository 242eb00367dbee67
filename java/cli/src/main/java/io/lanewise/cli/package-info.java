// SPDX-License-Identifier: Apache-2.0
/** The command {@code lanewise}: one class for each command, option groups that several commands share, and output. */
package io.lanewise.cli;
