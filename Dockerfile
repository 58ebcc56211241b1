# One image for every Winnow process; the command chooses which. TypeScript runs as it is: there is no build step,
# and the workspace stays a workspace, because Node strips no types under node_modules.
FROM node:26.10.0-slim AS install
RUN npm install --global pnpm@12.21.0
WORKDIR /srv/winnow
COPY . .
# The apps and what they need, no tools. The cache keeps the packages between builds.
RUN --mount=type=cache,target=/var/cache/pnpm \
    pnpm install --prod --frozen-lockfile --filter-prod "{./apps/*}..." \
      --store-dir /var/cache/pnpm --package-import-method copy

FROM node:26.10.0-slim
ENV NODE_ENV=production \
    WINNOW_DATA_DIR=/var/lib/winnow
WORKDIR /srv/winnow
COPY --from=install /srv/winnow ./
# A named volume takes over this directory's owner.
RUN install --directory --owner=node --group=node /var/lib/winnow
USER node
EXPOSE 3000
CMD ["node", "apps/api/src/main.ts"]
