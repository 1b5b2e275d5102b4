import { payloadProblems } from '../payload.ts';
import { areaOf } from './area.ts';

export const payloads = areaOf({
  title: { en: "A site's own programs", zh: '站点自带的程序' },
  rows: payloadProblems,
  common: {
    cause: {
      en: 'The medium carries programs that no distribution has, in its folder /cos/payload, and they are not as their list says.',
      zh: '介质的 /cos/payload 目录中带有发行版没有的程序，而它们与清单不符。',
    },
    evidence: {
      en: '`ls -lR /run/cos/medium/cos/payload` in the root shell; `cos-install probe` shows under `payload` what the installer sees.',
      zh: '在 root shell 中查看 `ls -lR /run/cos/medium/cos/payload`；`cos-install probe` 的 `payload` 显示安装程序看到的内容。',
    },
    changed: { en: 'Nothing was written to any disk.', zh: '没有向任何磁盘写入数据。' },
    next: {
      en: 'Put the right files into the payload folder, make its list again (`node iso/tools/payload-manifest.ts DIR`), and the medium (`make iso PAYLOAD=DIR`).',
      zh: '在载荷目录中放入正确的文件，重新生成清单（`node iso/tools/payload-manifest.ts DIR`）和介质（`make iso PAYLOAD=DIR`）。',
    },
  },
});
