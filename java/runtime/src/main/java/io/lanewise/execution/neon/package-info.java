// SPDX-License-Identifier: Apache-2.0
/** The native backend. */
package io.lanewise.execution.neon;
