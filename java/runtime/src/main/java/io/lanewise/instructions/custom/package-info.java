// SPDX-License-Identifier: Apache-2.0
/** What an application computes itself. */
package io.lanewise.instructions.custom;
