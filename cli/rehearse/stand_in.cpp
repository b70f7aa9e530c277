#include "cli/rehearse/stand_in.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "cli/error.hpp"
#include "cli/rehearse/docker.hpp"

namespace cli {
namespace {

constexpr std::size_t kBlock = 512;

// A shell as the first process of a container does not end on SIGTERM unless it is told to.
constexpr const char* kCommand =
    R"(CMD ["/bin/sh", "-c", "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done"])";

constexpr std::array<const char*, 5> kLinks{"sh", "sleep", "cat", "ls", "wget"};

void put(std::string& header, std::size_t at, const std::string& text) {
  std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
}

/// POSIX's ustar: name, mode, owner, size, time, checksum, kind, link.
std::string entry(const std::string& name, char kind, const std::string& link, const std::string& content) {
  std::string header(kBlock, '\0');
  put(header, 0, name);
  put(header, 100, kind == '5' || kind == '0' ? "0000755" : "0000777");
  put(header, 108, "0000000");
  put(header, 116, "0000000");
  put(header, 124, fmt::format("{:011o}", content.size()));
  put(header, 136, "00000000000");
  put(header, 148, "        ");
  header[156] = kind;
  put(header, 157, link);
  put(header, 257, std::string("ustar\00000", 8));
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  put(header, 148, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
  const std::size_t padding = (kBlock - content.size() % kBlock) % kBlock;
  return header + content + std::string(padding, '\0');
}

}  // namespace

std::string stand_in_archive(const std::string& busybox) {
  std::string archive =
      entry("bin/", '5', "", "") + entry("tmp/", '5', "", "") + entry("bin/busybox", '0', "", busybox);
  for (const char* link : kLinks) archive += entry(fmt::format("bin/{}", link), '2', "busybox", "");
  return archive + std::string(2 * kBlock, '\0');
}

void import_stand_in(Hall& hall) {
  std::string archive = hall.programs.image_tar;
  if (archive.empty()) {
    archive = "/run/rehearsal/stand-in.tar";
    std::ifstream busybox(hall.programs.busybox, std::ios::binary);
    std::ofstream(archive, std::ios::binary)
        << stand_in_archive({std::istreambuf_iterator<char>(busybox), std::istreambuf_iterator<char>()});
  }
  const std::vector<std::string>& images = hall.plan.images;
  for (const std::string& image : images) {
    std::vector<Command> commands;
    for (const Engine& engine : hall.engines) {
      if (!engine.on()) continue;
      if (image == images.front())
        commands.push_back(docker(hall.programs, engine, {"import", "--change", kCommand, archive, image}, 120));
      else
        commands.push_back(docker(hall.programs, engine, {"tag", images.front(), image}, 60));
    }
    for (const Outcome& outcome : run_all(commands, 4))
      if (!outcome.ok())
        throw Error(3, fmt::format("the stand-in cannot be imported as {}: {}", image, words_of(outcome)));
  }
}

}  // namespace cli
