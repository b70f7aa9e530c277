#pragma once
// Reads what the user named: a file, or standard input for "-".
#include <cstddef>
#include <iosfwd>
#include <string>

namespace cli {

/// The whole content. Throws Error with exit code 2 for what is missing, unreadable, a directory, or larger than
/// `limit` bytes.
std::string read_input(const std::string& name, std::istream& in, std::size_t limit);

}  // namespace cli
