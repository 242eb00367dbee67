// SPDX-License-Identifier: Apache-2.0
/**
 * The instruction set: what operators are lowered into and backends run, one record for each create function of
 * lanewise.h.
 */
package io.lanewise.instructions;
