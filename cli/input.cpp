#include "cli/input.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <istream>

#include "cli/error.hpp"

namespace cli {
namespace {

std::string read_all(const std::string& name, std::istream& in, std::size_t limit) {
  std::string content;
  char buffer[1 << 16];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    content.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (content.size() > limit)
      throw Error(2, fmt::format("{}: larger than {} MiB, which is the most that is read", name, limit >> 20));
  }
  if (in.bad()) throw Error(2, fmt::format("{}: reading failed", name));
  return content;
}

}  // namespace

std::string read_input(const std::string& name, std::istream& in, std::size_t limit) {
  if (name == "-") return read_all("standard input", in, limit);
  std::error_code failed;
  const std::filesystem::file_status status = std::filesystem::status(name, failed);
  if (status.type() == std::filesystem::file_type::none && failed)
    throw Error(2, fmt::format("{}: cannot be read: {}", name, failed.message()));
  if (!std::filesystem::exists(status)) throw Error(2, fmt::format("{}: there is no such file", name));
  if (std::filesystem::is_directory(status)) throw Error(2, fmt::format("{}: is a directory, not a file", name));
  if (std::filesystem::is_regular_file(status)) {
    const auto size = std::filesystem::file_size(name, failed);
    if (!failed && size > limit)
      throw Error(2, fmt::format("{}: has {} MiB, at most {} are read", name, size >> 20, limit >> 20));
  }
  errno = 0;
  std::ifstream file(name, std::ios::binary);
  if (!file) throw Error(2, fmt::format("{}: cannot be read: {}", name, std::strerror(errno)));
  return read_all(name, file, limit);
}

}  // namespace cli
