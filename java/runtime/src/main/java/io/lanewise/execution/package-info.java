// SPDX-License-Identifier: Apache-2.0
/** How a lowered network runs: where each tensor lives, and what a backend has to offer. */
package io.lanewise.execution;
