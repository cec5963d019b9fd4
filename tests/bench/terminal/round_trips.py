#!/usr/bin/env python3
"""round_trips.py - what an action of the desk costs on a slow line to the server.

  tests/bench/terminal/round_trips.py --harness DIR --server 127.0.0.1:8480 [--rtt-ms 60] [--cmd "motcua desk"]

Stands between the desk and its server, holds every byte back for half the round trip each way and writes
down every request. For each action: time until the screen is quiet, requests, and waves: a request that
left after the answer to an earlier one of the same action begins a new wave, so waves are round trips one
behind another. At the end: whether the desk ever asked its terminal something and waited.
"""
import argparse, heapq, os, re, select, socket, sys, threading, time

ACTIONS = [
    ('start, until the lists stand', '<until:H62>'),
    ('list: next (Right)', '<Right>'),
    ('list: back (Left)', '<Left>'),
    ('list: row down', '<Down>'),
    ('dossier: open (Enter)', '<Enter>'),
    ('dossier: steps (2)', '2'),
    ('dossier: trail (3)', '3'),
    ('dossier: files (4)', '4'),
    ('files: back (Esc)', '<Esc>'),
    ('act: form (F6)', '<F6>'),
    ('act: reason, one letter', 'n'),
    ('act: back (Esc)', '<Esc>'),
    ('print: preview (F7)', '<F7>'),
    ('print: next paper (Down)', '<Down>'),
    ('print: back (Esc)', '<Esc>'),
    ('dossier: back (Esc)', '<Esc>'),
    ('menu (F10)', '<F10>'),
    ('menu: one letter', 't'),
    ('menu: back (Esc)', '<Esc>'),
    ('find (F3)', '<F3>'),
    ('find: third letter', 'n§g§u'),
    ('find: fourth letter', 'y'),
    ('find: back (Esc)', '<Esc>'),
    ('intake: chooser (F2)', '<F2>'),
    ('intake: words', 'c§h§u'),
    ('intake: procedure (Enter)', '<C-u>§2.000815§<Enter>'),
    ('intake: one letter', '<Down>§<Down>§n'),
    ('intake: field left', '<Enter>'),
    ('intake: card', '001190{n}||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021\r'),
    ('intake: seen (Enter)', '<Enter>§<Enter>'),
    ('intake: saved (F9)', '<F9>§bang tot nghiep§<F9>'),
    ('intake: slip (F7)', '<F7>'),
    ('intake: back (Esc)', '<Esc>§<Esc>'),
    ('till (F10)', '<F10>§ca thu§<Enter>'),
    ('till: back', '<Esc>'),
    ('return (F8)', '<F8>'),
]


class Line:
    """Carries connections with a delay and remembers the requests."""

    def __init__(self, to, rtt_ms):
        self.to, self.half, self.log = to, rtt_ms / 2000, []
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            far = socket.create_connection(self.to)
            for s in (near, far):
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    def carry(self, near, far):
        queue, count, open_ = [], 0, True
        pending, answered = [], None
        while open_ or queue:
            now = time.monotonic()
            while queue and queue[0][0] <= now:
                _, _, to, data = heapq.heappop(queue)
                try:
                    to.sendall(data)
                except OSError:
                    return
            wait = max(0, queue[0][0] - time.monotonic()) if queue else None
            ready, _, _ = select.select([near, far], [], [], wait)
            for s in ready:
                try:
                    data = s.recv(65536)
                except OSError:
                    data = b''
                if not data:
                    return
                now = time.monotonic()
                if s is near:
                    for m in re.finditer(rb'(GET|POST|PUT|DELETE|PATCH) (\S+) HTTP/1.1', data):
                        pending.append(len(self.log))
                        self.log.append([now, None, f'{m[1].decode()} {m[2].decode()}'])
                else:
                    if data.startswith(b'HTTP/1.1 ') and pending:
                        answered = pending.pop(0)
                    # The last bytes of the answer count.
                    if answered is not None:
                        self.log[answered][1] = now + self.half
                count += 1
                heapq.heappush(queue, (now + self.half, count, far if s is near else near, data))


def waves(requests):
    count, ends = 0, -1.0
    for start, end, _ in sorted(requests, key=lambda r: r[0]):
        if start >= ends:
            count += 1
            ends = end or start
        else:
            ends = min(ends, end or ends)
    return count


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--harness', required=True), ap.add_argument('--server', required=True)
    ap.add_argument('--rtt-ms', type=float, default=60), ap.add_argument('--cmd', default=os.environ.get('MOTCUA', 'motcua') + ' desk')
    o = ap.parse_args()
    sys.path.insert(0, o.harness)
    import tui_latency as T
    host, port = o.server.rsplit(':', 1)
    line = Line((host, int(port)), o.rtt_ms)
    s = T.Session(f'{o.cmd} --server http://127.0.0.1:{line.port}', 80, 24, {}, None)
    print(f'{"action":32} {"ms":>7} {"waves":>5} {"requests":>8}')
    for name, script in ACTIONS:
        for text in script.split('§'):
            before, begun = len(line.log), time.monotonic()
            text = text.replace('{n}', f'{int(time.time()) % 1_000_000:06}')
            if text.endswith('\r'):
                s.write(text.encode())
            else:
                for kind, value in T.parse_keys(text):
                    s.write(value) if kind == 'key' else T.do_script(s, text, 0.3)
            last, _ = s.until_quiet(0.4, 8.0)
        asked = line.log[before:]
        took = ((last or begun) - begun) * 1000
        # Known to be asked by the clock, not by the clerk.
        print(f'{name:32} {took:7.1f} {waves(asked):5} {len(asked):8}  ' + ', '.join(r[2] for r in asked))
    data = b''.join(d for _, d in s.log)
    asks = sum(len(rx.findall(data)) for rx, _ in T.QUERIES) + len(T.DECRQM.findall(data)) + len(T.SIZEQ.findall(data))
    print(f'questions to the terminal: {asks}')
    s.close()


if __name__ == '__main__':
    main()
