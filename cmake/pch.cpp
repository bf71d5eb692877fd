// SPDX-License-Identifier: GPL-3.0-or-later
// What a target needs to have that exists for its precompiled header.
int main()
{
    return 0;
}
