import { Secret } from '../../secret.ts';
import type { InstOptsRead } from '../inst-opts.ts';
import type { PreparedFile } from './file.ts';

/** /etc/prometheus.yml as prometheus 2 reads it; the contract's `target_groups` are its `static_configs`. */
export function prometheusFile({ authKey, controllerPort }: InstOptsRead): PreparedFile {
  const text = (key: string) => `global:
  scrape_interval: 30s
  evaluation_interval: 45s
rule_files:
  - "/data/alarm-rules/*.rule"
scrape_configs:
  - job_name: 'csphere-exporter'
    basic_auth:
      username: 'csphere'
      password: '${key}'
    scrape_interval: 30s
    scrape_timeout: 10s
    metrics_path: '/api/metrics'
    static_configs:
      - targets: ['127.0.0.1:${controllerPort}']
`;
  return {
    path: '/etc/prometheus.yml',
    mode: 0o600,
    content: new Secret(text(authKey.reveal()), text(String(authKey))),
  };
}
